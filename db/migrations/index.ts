import { CreateUsersAndQueues1763800001000 } from './1763800001000-create-users-and-queues';
import { CreateCustomers1763800002000 } from './1763800002000-create-customers';
import { CreateCalls1763800003000 } from './1763800003000-create-calls';
import { CreateCallEvents1763800004000 } from './1763800004000-create-call-events';

/** Oldest first. A migration that has been released is never edited: add another. */
export const migrations = [
  CreateUsersAndQueues1763800001000,
  CreateCustomers1763800002000,
  CreateCalls1763800003000,
  CreateCallEvents1763800004000,
];
