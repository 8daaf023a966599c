import { z } from 'zod';

/** What colleagues call an agent by (AgentId). */
export const agentNumberSchema = z.string().regex(/^[0-9]{1,8}$/, 'an agent number, 1 to 8 digits');
