import * as Gossamer from '/gossamer/gossamer.mjs';

/** Options as of `Gossamer.load`. */
export async function load(bytes, options) {
  const model = await Gossamer.load(bytes, options);
  const names = model.inputs.map(({ name }) => name);
  return {
    async run(inputs) {
      const named = Object.fromEntries(names.map((name, index) => [name, inputs[index]]));
      return Object.values(await model.run(named));
    },
    explain: () => model.explain(),
  };
}
