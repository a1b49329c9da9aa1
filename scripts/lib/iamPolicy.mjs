/*
 * How IAM decides about one request, for identity-based policies of one account: a deny wins, then an allow, and what nothing allows is denied.
 * What is not supported is an error: a wrong answer would be worse than none.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */

const STATEMENT_KEYS = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Of one value of the policy and one of the request. */
const COMPARISONS = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringLike: (wanted, actual) => glob(wanted).test(actual),
  ArnEquals: arnMatches,
  ArnLike: arnMatches,
  Bool: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
};

const NEGATED = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

/**
 * The statements of some policies. Of two with the same Sid the later one counts, so that a file can hold a variant of a statement.
 *
 * @param documents {{name: string, document: object}[]}
 * @throws Error that names the file and the statement
 */
export function statementsOf(documents) {
  const statements = new Map();
  for (const { name, document } of documents) {
    if (document?.Version !== '2012-10-17') {
      throw new Error(`${name}: Version must be 2012-10-17`);
    }
    listOf(document.Statement).forEach((statement, index) => {
      const sid = statement.Sid ?? `${name}[${index}]`;
      statements.set(sid, checked(statement, `${name}: statement ${sid}`, sid));
    });
  }
  return [...statements.values()];
}

function checked(statement, where, sid) {
  const unknown = Object.keys(statement).filter(
    key => !STATEMENT_KEYS.includes(key),
  );
  if (unknown.length > 0) {
    throw new Error(`${where}: ${unknown.join(', ')} is not understood`);
  }
  if (!['Allow', 'Deny'].includes(statement.Effect)) {
    throw new Error(`${where}: Effect must be Allow or Deny`);
  }
  for (const [one, other] of [
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
  ]) {
    if ((statement[one] === undefined) === (statement[other] === undefined)) {
      throw new Error(`${where}: must have one of ${one} and ${other}`);
    }
  }
  if (JSON.stringify(statement).includes('${')) {
    throw new Error(`${where}: policy variables are not understood`);
  }
  for (const operator of Object.keys(statement.Condition ?? {})) {
    const { base } = operatorOf(operator);
    if (!(base in COMPARISONS || base in NEGATED || base === 'Null')) {
      throw new Error(
        `${where}: the condition operator ${operator} is not understood`,
      );
    }
  }
  return { ...statement, sid };
}

/**
 * What the policies say to a request.
 *
 * @param request `resource` left out: not known, any may be meant. `context` maps condition keys to their values; where `knowsContext` is false,
 *   a key that is not in it may have been there
 * @returns `allowed`, with `by` the statements that allow it and `unchecked` the condition keys that they ask for and nobody knows; or
 *   `denied`, with the statement that denies it, or why those that know the action do not allow it
 */
export function decide(statements, request) {
  const matches = statements.map(statement => ({
    statement,
    ...matchOf(statement, request),
  }));
  const denial = matches.find(
    ({ statement, kind }) => statement.Effect === 'Deny' && kind === 'yes',
  );
  if (denial) {
    return { kind: 'denied', why: [`denied by ${denial.statement.sid}`] };
  }
  const allowing = matches.filter(
    ({ statement, kind }) => statement.Effect === 'Allow' && kind !== 'no',
  );
  if (allowing.length === 0) {
    const near = matches.filter(
      ({ statement, why }) => statement.Effect === 'Allow' && why,
    );
    return {
      kind: 'denied',
      why:
        near.length === 0
          ? ['no statement has the action']
          : near.map(({ statement, why }) => `${statement.sid}: ${why}`),
    };
  }
  const certain = allowing.filter(({ kind }) => kind === 'yes');
  return {
    kind: 'allowed',
    by: (certain.length > 0 ? certain : allowing).map(
      ({ statement }) => statement.sid,
    ),
    unchecked:
      certain.length > 0
        ? []
        : [...new Set(allowing.flatMap(({ unknown }) => unknown))],
  };
}

/** The entries of Action by which a statement has an action. */
export function entriesFor(statement, action) {
  return listOf(statement.Action ?? []).filter(entry =>
    actionMatches(entry, action),
  );
}

/** @returns `why` only where the action matches and something else does not */
function matchOf(
  statement,
  { action, resource, context, knowsContext = true },
) {
  const hasAction =
    statement.Action !== undefined
      ? entriesFor(statement, action).length > 0
      : !listOf(statement.NotAction).some(entry =>
          actionMatches(entry, action),
        );
  if (!hasAction) {
    return { kind: 'no' };
  }
  const isMeant = patterns =>
    listOf(patterns).some(pattern => resourceMatches(pattern, resource));
  if (
    resource !== undefined &&
    (statement.Resource !== undefined
      ? !isMeant(statement.Resource)
      : isMeant(statement.NotResource))
  ) {
    return { kind: 'no', why: `is not for ${resource}` };
  }
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(
    ([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({
        key,
        text: `${operator} ${key} ${JSON.stringify(values)}`,
        holds: conditionHolds(operator, key, values, { context, knowsContext }),
      })),
  );
  const broken = conditions.filter(({ holds }) => holds === 'no');
  if (broken.length > 0) {
    return {
      kind: 'no',
      why: `asks for ${broken.map(({ text }) => text).join(' and ')}`,
    };
  }
  const unknown = conditions
    .filter(({ holds }) => holds === 'unknown')
    .map(({ key }) => key);
  return unknown.length > 0 ? { kind: 'perhaps', unknown } : { kind: 'yes' };
}

function conditionHolds(operator, key, values, { context, knowsContext }) {
  const { base, ifExists } = operatorOf(operator);
  const actual = valueOf(context, key);
  if (actual === undefined && !knowsContext) {
    return 'unknown';
  }
  if (base === 'Null') {
    const isAbsent = String(actual === undefined);
    return answer(listOf(values).some(value => String(value) === isAbsent));
  }
  if (actual === undefined) {
    return answer(ifExists || base in NEGATED);
  }
  const compare = COMPARISONS[NEGATED[base] ?? base];
  const isEqual = listOf(values).some(value => compare(String(value), actual));
  return answer(isEqual !== base in NEGATED);
}

function answer(isTrue) {
  return isTrue ? 'yes' : 'no';
}

function operatorOf(operator) {
  const ifExists = operator.endsWith('IfExists');
  return {
    ifExists,
    base: ifExists ? operator.slice(0, -'IfExists'.length) : operator,
  };
}

/** Condition keys are the same in capitals. */
function valueOf(context, key) {
  const found = Object.keys(context).find(
    name => name.toLowerCase() === key.toLowerCase(),
  );
  return found === undefined ? undefined : String(context[found]);
}

function actionMatches(entry, action) {
  return glob(entry.toLowerCase()).test(action.toLowerCase());
}

function resourceMatches(pattern, resource) {
  return pattern === '*' || arnMatches(pattern, resource);
}

/** The parts of an ARN are compared one by one: a `*` does not reach over the colon that ends its part. */
function arnMatches(pattern, arn) {
  const wanted = partsOfArn(pattern);
  const actual = partsOfArn(arn);
  return (
    wanted.length === actual.length &&
    wanted.every((part, index) => glob(part).test(actual[index]))
  );
}

function partsOfArn(arn) {
  const parts = arn.split(':');
  return parts.length < 6
    ? [arn]
    : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function glob(pattern) {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

export function listOf(value) {
  return Array.isArray(value) ? value : [value];
}
