/** A task is a sentence or a tree of tasks. */
export type Task = string | TaskTree;

export interface TaskTree {
  tasks: Task[];
  parallel?: boolean;
  /** Printed on separate, indented lines. */
  subTask?: boolean;
}

const INDENT = '    ';

function describe(task: Task, depth: number): string {
  if (typeof task === 'string') {
    return task;
  }
  const { tasks, parallel, subTask } = task;
  if (tasks.length === 0) {
    return 'no tasks';
  }
  if (tasks.length === 1) {
    return `1 task: { ${describe(tasks[0], depth)} }`;
  }
  const mode = parallel ? 'parallel' : 'sequential';
  if (!subTask) {
    const inner = tasks.map(item => describe(item, depth)).join(', ');
    return `\n${tasks.length} ${mode} tasks: { ${inner} \n}`;
  }
  const indent = INDENT.repeat(depth);
  const lines = tasks.map(item => {
    const text = describe(item, depth + 1);
    return `${text.startsWith('\n') ? text : `\n${indent}${INDENT}${text}`},`;
  });
  return `\n${indent}${tasks.length} ${mode} sub-tasks: { ${lines.join(
    '',
  )}\n${indent}}`;
}

/** The tree as eksctl prints it. */
export function describeTasks(tree: TaskTree): string {
  return describe(tree, 1);
}
