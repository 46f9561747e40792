/**
 * What to do where a file was missing at an address, if Vite's development server is why: Vite 6 prepares packages in a
 * folder of its own and leaves their other files behind. Vite 8 carries them along.
 */
export function viteHint(address: string): { hint?: string } {
  return address.includes('/.vite/deps/')
    ? { hint: "Vite's development server moved the script away from its files: set optimizeDeps: { exclude: ['gossamer'] } in vite.config, or import gossamer/inline." }
    : {};
}
