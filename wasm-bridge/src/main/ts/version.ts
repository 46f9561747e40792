declare const GOSSAMER_VERSION: string;

/** The version of this package. */
export const version: string = GOSSAMER_VERSION;
