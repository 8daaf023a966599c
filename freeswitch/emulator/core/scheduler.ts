interface Task {
  readonly id: number;
  readonly group: string;
  readonly timer: NodeJS.Timeout;
}

/** Things to be done later, in groups that can be called off (switch_scheduler.c). */
export class Scheduler {
  private readonly tasks = new Map<number, Task>();
  private lastId = 0;

  /** @returns the task's id */
  add(delayS: number, group: string, run: () => void): number {
    this.lastId += 1;
    const id = this.lastId;
    const timer = setTimeout(() => {
      this.tasks.delete(id);
      run();
    }, delayS * 1000);
    this.tasks.set(id, { id, group, timer });
    return id;
  }

  /** A number names a task, anything else a group. @returns how many were called off */
  remove(what: string): number {
    const isId = /^\d+$/.test(what);
    const found = [...this.tasks.values()].filter((task) =>
      isId ? task.id === Number(what) : task.group === what,
    );
    for (const task of found) {
      clearTimeout(task.timer);
      this.tasks.delete(task.id);
    }
    return found.length;
  }

  get size(): number {
    return this.tasks.size;
  }

  clear(): void {
    for (const task of this.tasks.values()) clearTimeout(task.timer);
    this.tasks.clear();
  }
}
