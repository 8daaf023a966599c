import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { hostPort } from '../message/uri';

/** ICMP comes within a round trip; after this the far side is taken to be there. */
const WATCH_MS = 2000;
const MAX_PROBES = 256;

interface Probe {
  readonly socket: Socket;
  readonly listeners: Set<() => void>;
}

/**
 * Tells within milliseconds that nothing listens at an address. The kernel reports ICMP errors to connected
 * sockets only and the trunk's socket is none, so a socket of its own sends a blank line there, which every SIP
 * element ignores (RFC 3261 §7.5). FreeSWITCH gets the same news through IP_RECVERR (FREESWITCH-LIVE.md §2).
 */
export class UnreachableProbe {
  readonly #probes = new Map<string, Probe>();

  get size(): number {
    return this.#probes.size;
  }

  /** Calls back if the address refuses within two seconds. @returns what ends the watch */
  watch(host: string, port: number, refused: () => void): () => void {
    const key = hostPort(host, port);
    const probe = this.#probes.get(key) ?? this.#open(key, host, port);
    if (!probe) return () => undefined;
    probe.listeners.add(refused);
    return () => probe.listeners.delete(refused);
  }

  stop(): void {
    for (const key of [...this.#probes.keys()]) this.#close(key);
  }

  #open(key: string, host: string, port: number): Probe | null {
    if (this.#probes.size >= MAX_PROBES) return null;
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    const probe: Probe = { socket, listeners: new Set() };
    this.#probes.set(key, probe);
    const timer = setTimeout(() => this.#close(key), WATCH_MS);
    socket.once('close', () => clearTimeout(timer));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') for (const refused of probe.listeners) refused();
      this.#close(key);
    });
    // An answer, be it the blank line of RFC 5626 §4.4.1, is no business of ours.
    socket.on('message', () => undefined);
    socket.connect(port, host, () => {
      if (this.#probes.get(key) === probe) socket.send('\r\n\r\n');
    });
    return probe;
  }

  #close(key: string): void {
    const probe = this.#probes.get(key);
    if (!probe) return;
    this.#probes.delete(key);
    probe.listeners.clear();
    try {
      probe.socket.close();
    } catch {
      // It never came to be open.
    }
  }
}
