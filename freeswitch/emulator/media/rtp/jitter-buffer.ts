/** 640 ms of packets: far more than is ever kept, so that a burst finds room before it is trimmed. */
const SLOTS = 32;
/** RFC 3551 §4.2 asks receivers for up to 200 ms a packet; our own answers say 20. 60 is what telephones use at most. */
const LONGEST_PAYLOAD = 480;
/** How long a missing packet is waited for, and how much is held meanwhile: 60 ms each. */
const WAIT_TICKS = 3;
const WAIT_PACKETS = 3;
/** Packets are thrown away when this many have been left over at every tick for a second. */
const SPARE_PACKETS = 2;
const SPARE_WINDOW = 50;
/** Never keep more than 200 ms, whatever the network does. */
const MOST_PACKETS = 10;

export interface JitterSlot {
  sequence: number;
  isFilled: boolean;
  /** 0: takes part in the numbering but holds no sound (telephone-event, RFC 4733 §2.1). */
  length: number;
  readonly payload: Uint8Array;
}

const newSlot = (length: number): JitterSlot => ({
  sequence: 0,
  isFilled: false,
  length: 0,
  payload: new Uint8Array(length),
});

/** Stands for a lost packet. */
const LOST = newSlot(0);
export const isConcealed = (slot: JitterSlot): boolean => slot === LOST;

/**
 * Puts packets back in order. Holds nothing back while they come in order, so that a bridge adds no delay; a gap is
 * waited for, up to 60 ms. Delay that builds up after a burst is given back within a second.
 */
export class JitterBuffer {
  private readonly slots = Array.from({ length: SLOTS }, () => newSlot(LONGEST_PAYLOAD));
  private expected = -1;
  private held = 0;
  private waited = 0;
  private hasGivenUp = false;
  private suspect = -1;
  private leastSpare = SLOTS;
  private window = 0;
  /** Packets that never came, or came too late. */
  lost = 0;

  /** @param payload kept by copy; empty for a packet without sound */
  put(sequence: number, bytes: Uint8Array, start: number, end: number): void {
    if (end - start > LONGEST_PAYLOAD) return;
    if (this.expected < 0) this.expected = sequence;
    let ahead = ((sequence - this.expected) << 16) >> 16;
    if (ahead >= SLOTS || ahead <= -SLOTS) {
      // RFC 3550 A.1: a jump counts only when the next packet goes on from it.
      if (sequence !== this.suspect) {
        this.suspect = (sequence + 1) & 0xffff;
        return;
      }
      this.restart(sequence);
      ahead = 0;
    }
    if (ahead < 0) return;
    const slot = this.slots[sequence % SLOTS] as JitterSlot;
    if (slot.isFilled) return;
    slot.sequence = sequence;
    slot.isFilled = true;
    slot.length = end - start;
    for (let index = 0; index < slot.length; index += 1) slot.payload[index] = bytes[start + index] as number;
    this.held += 1;
  }

  /** The next packet in order, valid until the next `put`; null when it is not there (yet). Ask until null or enough. */
  take(): JitterSlot | null {
    while (this.held > MOST_PACKETS) this.drop();
    for (;;) {
      if (this.held === 0) return null;
      const slot = this.slots[this.expected % SLOTS] as JitterSlot;
      if (slot.isFilled) {
        this.advance(slot);
        this.waited = 0;
        this.hasGivenUp = false;
        if (slot.length > 0) return slot;
      } else {
        if (!this.hasGivenUp && this.waited < WAIT_TICKS && this.held < WAIT_PACKETS) {
          this.waited += 1;
          return null;
        }
        this.hasGivenUp = true;
        this.lost += 1;
        this.expected = (this.expected + 1) & 0xffff;
        // The listener has already had silence for every tick that was waited.
        if (this.waited === 0) return LOST;
        this.waited -= 1;
      }
    }
  }

  /** Call once a tick, after taking: gives back delay that nothing needs any more. */
  trim(): void {
    this.leastSpare = Math.min(this.leastSpare, this.held);
    this.window += 1;
    if (this.window < SPARE_WINDOW) return;
    for (let spare = this.leastSpare; spare >= SPARE_PACKETS; spare -= 1) this.drop();
    this.window = 0;
    this.leastSpare = SLOTS;
  }

  private drop(): void {
    const slot = this.slots[this.expected % SLOTS] as JitterSlot;
    if (slot.isFilled) this.advance(slot);
    else {
      this.lost += 1;
      this.expected = (this.expected + 1) & 0xffff;
    }
  }

  private advance(slot: JitterSlot): void {
    slot.isFilled = false;
    this.held -= 1;
    this.expected = (this.expected + 1) & 0xffff;
  }

  private restart(sequence: number): void {
    for (const slot of this.slots) slot.isFilled = false;
    this.held = 0;
    this.waited = 0;
    this.hasGivenUp = false;
    this.suspect = -1;
    this.expected = sequence;
  }
}
