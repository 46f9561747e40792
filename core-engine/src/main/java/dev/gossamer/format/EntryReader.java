package dev.gossamer.format;

/** Where the values of a section go; made of streams that were checked. */
interface EntryReader {

  /** Takes one entry. */
  interface Sink {
    /**
     * @param value number of the value in the section
     */
    void entry(int row, int column, int value);
  }

  /** Values that the section must have. */
  long count();

  /** Gives every entry; those of one row with ascending columns. */
  void forEach(Sink sink);
}
