/** Says what is being waited for, and how long it took. */
export type Progress = <Result>(
  name: string,
  task: () => Promise<{ value: Result; note: string }>,
) => Promise<Result>;

/** What has been started and must be stopped, newest last. */
export type Stops = (() => Promise<void>)[];
