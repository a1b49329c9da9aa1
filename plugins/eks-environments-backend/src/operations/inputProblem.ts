/** Formats the error of a schema: the first issue with its path, as Zod and others report them, or the message of the error. */
export function inputProblem(error: unknown): string {
  const issue = firstIssue(error);
  if (!issue) {
    const { message } = Object(error) as { message?: string };
    return message ?? String(error);
  }
  const path = pathOf(issue);
  return path ? `${path}: ${issue.message}` : issue.message;
}

/** Whether {@link inputProblem} begins with the path of a field. */
export function hasPath(error: unknown): boolean {
  const issue = firstIssue(error);
  return issue !== undefined && pathOf(issue) !== '';
}

interface Issue {
  path?: PropertyKey[];
  message: string;
}

function firstIssue(error: unknown): Issue | undefined {
  const { issues } = Object(error) as { issues?: Issue[] };
  return Array.isArray(issues) ? issues[0] : undefined;
}

function pathOf({ path = [] }: Issue): string {
  return path.map(String).join('.');
}
