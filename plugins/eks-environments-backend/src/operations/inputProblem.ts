/** Formats the error of a schema: the first issue with its path, as Zod and others report them, or the message of the error. */
export function inputProblem(error: unknown): string {
  const { issues, message } = Object(error) as {
    issues?: { path?: PropertyKey[]; message: string }[];
    message?: string;
  };
  const [issue] = Array.isArray(issues) ? issues : [];
  if (!issue) {
    return message ?? String(error);
  }
  const path = (issue.path ?? []).map(String).join('.');
  return path ? `${path}: ${issue.message}` : issue.message;
}
