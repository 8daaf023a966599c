import type { TextGatewayKind } from '../contract/texts';

/** Whoever carries text messages to mobiles. */
export interface TextGateway {
  readonly kind: TextGatewayKind;
  /** Not worth asking now: it failed too often. */
  isAway(): boolean;
  /**
   * Hands a text over; the gateway takes each `textId` once, however often it is told.
   * @returns its own id of the text, when it gives one
   * @throws OperationalError text-gateway-away; not retryable when it understood and refused
   */
  send(text: TextToSend): Promise<string | null>;
}

export interface TextToSend {
  readonly textId: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  readonly language: 'zh-CN' | 'en-US';
  /** It was told before, and nobody knows what the gateway answered. */
  readonly isAnswerLost: boolean;
}
