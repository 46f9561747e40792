import { GossamerError } from './errors';
import { describe, shown } from './kind';

/**
 * Refuses what is no object, and options that do not exist: a misspelt one would be without effect, and nobody told.
 *
 * @param of the function that takes them
 * @param flags those among `names` that are true or false
 */
export function checkOptions(of: string, given: unknown, names: readonly string[], flags: readonly string[] = []): void {
  if (given === null || typeof given !== 'object') {
    throw new GossamerError('ARGUMENT', `the options of ${of} must be an object, got ${describe(given)}`);
  }
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new GossamerError('ARGUMENT', `Unknown option '${unknown}' of ${of}: expected [${names.join(', ')}]`);
  }
  for (const flag of flags) {
    const value = (given as Readonly<Record<string, unknown>>)[flag];
    if (value !== undefined && typeof value !== 'boolean') {
      throw new GossamerError('ARGUMENT', `${flag} must be true or false, got ${shown(value)}`);
    }
  }
}
