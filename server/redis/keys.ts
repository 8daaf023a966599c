/**
 * Every key we use. One hash tag per ACD domain keeps a domain on one node, which is what lets a script make
 * the names of further keys from the prefix (Redis Cluster would refuse keys of two nodes in one script).
 *
 *   call:<callId>  agent:<agentId>   hashes: a LiveCall, a LiveAgent, and what only the scripts need
 *   leg:<legId>                      call of a leg
 *   sip:<sipUser>                    agent who is logged in with this SIP account
 *   calls (zset), agents (set)       calls in progress by start; agents who ever logged in
 *   queues (set), queue:<queueId>    settings and lane of a queue
 *   lanes, profiles, ids (hashes)    name → integer, and the last integers given
 *   o:<callId> (set)                 agents it rings at, in queues where several do
 *   w:<lane>, heads                  calls that want an agent by score; lane → score of its first call
 *   w:@<agentId>, personal (hash)    calls that wait for one agent alone; queue → how many of its do
 *   r<k>:<profile>, rh<k>            ready agents in the order k; profile → score of its first agent
 *   rp (set), pos:<lane>             ready agents of queues with their own order; agent → position
 *   cursor (hash), random-level      queue → last position; score of the last random choice
 *   pl:<profile>, lp:<lane>          lanes of a profile; profiles of a lane
 *   assigned, owed (sets)            agents with a profile; free agents still to be matched
 *   answers:<queueId> (list)         when its newest twenty calls were answered
 *   lease:<switchId>, lease-token:…  owner of a switch, with expiry; how many owners it had
 *   tenure:<switchId>:<token>        that owner's name, until there is another one
 *   on-break:<reason> (set)          agents on that break, or going on it next
 *   dl:offer, dl:wrap-up, dl:break   deadlines: agent → ms
 *   dl:step, dl:ring                 deadlines: call → ms
 *   dl:away, dl:away-comfort         calls with an agent who is away: when he is lost, when who is left is comforted
 *   parked (hash)                    slot → parked call
 *   dl:park, dl:park-comfort         parked calls: when each goes back, when its caller is told again
 *   supervision:<agentId> (hash)    of a supervisor: whom, by which leg, heard by whom
 *   supervisors (set)                those who supervise; supervised:<agentId> those of an agent
 *   notices:<agentId> (hash)         what he has not read yet: id → JSON
 *   dl:phone                         deadline: agent → when his page counts as asleep, unless it gives a sign
 *   budget:<whose>                   when a budget of requests is full again, ms
 *   callback:<callbackId> (hash)     a promise to call back; callback-of:<number> its id
 *   callbacks (zset)                 open ones by when they were asked for
 *   dl:callback, dl:callback-breach  when it is to be queued; when its promise is broken
 *   callbacks-given-up (set)         those of which a task is to be made
 *   served (hash)                    switch → when a server served it last, ms
 *   dial:live, dial:live:<campaign>   calls of campaigns in progress (sets)
 *   dl:wait                          deadline: a call whose wait has a limit of its own
 *   dial:rate:<campaign or *>        when calls of the last second began
 *   dial:stopped (hash)              campaigns that may not begin calls, or *: none may; who said so
 *   attempt-void:<attemptId>         it must not begin any more
 *   ev                               stream of domain events
 *
 * See docs/acd.md.
 */
export const DEFAULT_PREFIX = '{acd:main}:';

export interface Keys {
  readonly prefix: string;
  readonly call: (callId: string) => string;
  readonly agent: (agentId: string) => string;
  readonly leg: (legId: string) => string;
  readonly sipUser: (sipUser: string) => string;
  readonly calls: string;
  readonly agents: string;
  readonly owed: string;
  readonly parked: string;
  readonly personalLane: (agentId: string) => string;
  readonly stepDeadlines: string;
  readonly supervision: (supervisorId: string) => string;
  readonly supervised: (agentId: string) => string;
  readonly supervisors: string;
  readonly notices: (agentId: string) => string;
  readonly callback: (callbackId: string) => string;
  readonly callbacks: string;
  readonly callbacksGivenUp: string;
  readonly served: string;
  readonly dialStopped: string;
  readonly dialLiveOfAll: string;
  readonly dialLive: (campaignId: string) => string;
  readonly onBreak: (reason: string) => string;
  readonly events: string;
  readonly session: (tokenHash: string) => string;
  readonly sessionId: (sessionId: string) => string;
  readonly sessionsOf: (userId: string) => string;
  readonly sipAccount: (sipUser: string) => string;
  readonly loginFailures: (whose: string) => string;
  readonly loginLock: (whose: string) => string;
}

export function createKeys(prefix: string = DEFAULT_PREFIX): Keys {
  const named = (kind: string) => (id: string) => `${prefix}${kind}:${id}`;
  return {
    prefix,
    call: named('call'),
    agent: named('agent'),
    leg: named('leg'),
    sipUser: named('sip'),
    calls: `${prefix}calls`,
    agents: `${prefix}agents`,
    owed: `${prefix}owed`,
    parked: `${prefix}parked`,
    personalLane: (agentId) => `${prefix}w:@${agentId}`,
    stepDeadlines: `${prefix}dl:step`,
    notices: named('notices'),
    supervision: (supervisorId) => `${prefix}supervision:${supervisorId}`,
    supervised: (agentId) => `${prefix}supervised:${agentId}`,
    supervisors: `${prefix}supervisors`,
    callback: named('callback'),
    callbacks: `${prefix}callbacks`,
    callbacksGivenUp: `${prefix}callbacks-given-up`,
    served: `${prefix}served`,
    dialStopped: `${prefix}dial:stopped`,
    dialLiveOfAll: `${prefix}dial:live`,
    dialLive: named('dial:live'),
    onBreak: named('on-break'),
    events: `${prefix}ev`,
    session: named('session'),
    sessionId: named('session-id'),
    sessionsOf: named('sessions-of'),
    sipAccount: named('sip-account'),
    loginFailures: named('login-failures'),
    loginLock: named('login-lock'),
  };
}
