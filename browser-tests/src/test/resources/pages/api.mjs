import * as Gossamer from '../npm/gossamer.mjs';

globalThis.Gossamer = Gossamer;

/** What a failing action rejects with, as plain data. */
globalThis.failure = async (action) => {
  try {
    await action();
  } catch (e) {
    const { name, code, message, hint, docs } = e;
    return { name, code, message, hint, docs, isGossamerError: e instanceof Gossamer.GossamerError };
  }
  return { message: 'nothing was thrown' };
};
