/** A set of skills of one graph, one bit each. */
export class SkillSet {
  private readonly words: Uint32Array;

  constructor(capacity: number, members: Iterable<number> = []) {
    this.words = new Uint32Array((capacity + 31) >>> 5);
    for (const skill of members) this.add(skill);
  }

  has(skill: number): boolean {
    return (this.words[skill >>> 5]! & (1 << (skill & 31))) !== 0;
  }

  add(skill: number): this {
    this.words[skill >>> 5]! |= 1 << (skill & 31);
    return this;
  }

  addAll(other: SkillSet): this {
    for (let word = 0; word < this.words.length; word += 1) this.words[word]! |= other.words[word]!;
    return this;
  }

  /** The worth of the members together. */
  weigh(worth: ArrayLike<number>): number {
    let sum = 0;
    for (let word = 0; word < this.words.length; word += 1) {
      for (let bits = this.words[word]!; bits !== 0; bits &= bits - 1) {
        sum += worth[(word << 5) + 31 - Math.clz32(bits & -bits)]!;
      }
    }
    return sum;
  }

  get size(): number {
    let size = 0;
    for (let bits of this.words) for (; bits !== 0; bits &= bits - 1) size += 1;
    return size;
  }

  *[Symbol.iterator](): Generator<number> {
    for (let word = 0; word < this.words.length; word += 1) {
      for (let bits = this.words[word]!; bits !== 0; bits &= bits - 1) {
        yield (word << 5) + 31 - Math.clz32(bits & -bits);
      }
    }
  }
}
