import { causeOfSip, q850Of } from '../causes';

/** How the SIP side put it; 200 stands for a BYE (mod_sofia writes sip:200 then). */
export const causeToSip = (status: number): Record<string, string> => ({
  sip_term_status: String(status),
  proto_specific_hangup_cause: `sip:${status}`,
  sip_term_cause: String(status === 487 ? 487 : q850Of(causeOfSip(status))),
});
