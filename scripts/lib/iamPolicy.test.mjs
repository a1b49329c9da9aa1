import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, statementsOf } from './iamPolicy.mjs';

const ROLE = 'arn:aws:iam::111111111111:role/eksctl-shop-cluster-ServiceRole';

function policy(...Statement) {
  return statementsOf([
    { name: 'test', document: { Version: '2012-10-17', Statement } },
  ]);
}

const allow = rest => ({ Effect: 'Allow', Resource: '*', ...rest });

function verdict(statements, request) {
  return decide(statements, { resource: '*', context: {}, ...request }).kind;
}

for (const [entry, action, expected] of [
  ['ec2:*', 'ec2:CreateVpc', 'allowed'],
  ['ec2:Describe*', 'ec2:CreateVpc', 'denied'],
  ['ec2:Create?pc', 'ec2:CreateVpc', 'allowed'],
  ['EC2:createvpc', 'ec2:CreateVpc', 'allowed'],
  ['ec2:Create', 'ec2:CreateVpc', 'denied'],
  ['*', 'iam:CreateRole', 'allowed'],
  ['ec2:Create.pc', 'ec2:CreateVpc', 'denied'],
]) {
  test(`${action} is ${expected} by the action ${entry}`, () => {
    assert.equal(
      verdict(policy(allow({ Action: entry })), { action }),
      expected,
    );
  });
}

for (const [pattern, resource, expected] of [
  ['arn:aws:iam::111111111111:role/eksctl-*', ROLE, 'allowed'],
  ['arn:aws:iam::*:role/eksctl-*', ROLE, 'allowed'],
  ['arn:aws:iam::222222222222:role/eksctl-*', ROLE, 'denied'],
  ['arn:aws:iam::111111111111:role/demo-*', ROLE, 'denied'],
  ['arn:aws:iam::111111111111:role/eksctl-*', '*', 'denied'],
  ['*', '*', 'allowed'],
  // A star ends where its part of the ARN does.
  ['arn:aws:*:role/eksctl-shop-cluster-ServiceRole', ROLE, 'denied'],
  [
    'arn:aws:logs:*:111111111111:log-group:/aws/eks/*',
    'arn:aws:logs:eu-west-1:111111111111:log-group:/aws/eks/a/cluster:log-stream:',
    'allowed',
  ],
  ['arn:aws:iam::111111111111:role/eksctl-*', undefined, 'allowed'],
]) {
  test(`${resource} is ${expected} by the resource ${pattern}`, () => {
    const statements = policy(allow({ Action: '*', Resource: pattern }));
    assert.equal(
      verdict(statements, { action: 'iam:GetRole', resource }),
      expected,
    );
  });
}

test('NotAction and NotResource are all but those', () => {
  const statements = policy({
    Effect: 'Allow',
    NotAction: ['iam:*'],
    NotResource: 'arn:aws:iam::111111111111:role/eksctl-*',
  });
  assert.equal(verdict(statements, { action: 'ec2:CreateVpc' }), 'allowed');
  assert.equal(verdict(statements, { action: 'iam:GetRole' }), 'denied');
  assert.equal(
    verdict(statements, { action: 'sts:AssumeRole', resource: ROLE }),
    'denied',
  );
});

for (const [operator, values, actual, expected] of [
  ['StringEquals', ['a', 'b'], 'b', 'allowed'],
  ['StringEquals', 'a', 'A', 'denied'],
  ['StringEquals', 'a*', 'ab', 'denied'],
  ['StringEquals', 'a', undefined, 'denied'],
  ['StringEqualsIfExists', 'a', undefined, 'allowed'],
  ['StringEqualsIfExists', 'a', 'b', 'denied'],
  ['StringNotEquals', ['a', 'b'], 'b', 'denied'],
  ['StringNotEquals', ['a', 'b'], 'c', 'allowed'],
  ['StringNotEquals', 'a', undefined, 'allowed'],
  ['StringLike', 'a*', 'ab', 'allowed'],
  ['StringNotLike', 'a*', 'ab', 'denied'],
  ['ArnLike', 'arn:aws:iam::*:role/eksctl-*', ROLE, 'allowed'],
  ['ArnLike', 'arn:aws:iam::*', ROLE, 'denied'],
  ['Null', 'true', undefined, 'allowed'],
  ['Null', 'true', 'there', 'denied'],
  ['Null', 'false', 'there', 'allowed'],
  ['Null', 'false', undefined, 'denied'],
  ['Bool', 'true', 'true', 'allowed'],
]) {
  test(`${operator} ${values} is ${expected} with ${actual}`, () => {
    const statements = policy(
      allow({ Action: '*', Condition: { [operator]: { 'aws:Key': values } } }),
    );
    // The names of keys are the same in capitals.
    const context = actual === undefined ? {} : { 'AWS:key': actual };
    assert.equal(verdict(statements, { action: 'ec2:X', context }), expected);
  });
}

test('all conditions have to hold', () => {
  const statements = policy(
    allow({
      Action: '*',
      Condition: { StringEquals: { a: '1' }, Null: { b: 'true', c: 'true' } },
    }),
  );
  const decideWith = context =>
    verdict(statements, { action: 'ec2:X', context });
  assert.equal(decideWith({ a: '1' }), 'allowed');
  assert.equal(decideWith({ a: '1', c: '1' }), 'denied');
  assert.equal(decideWith({}), 'denied');
});

test('a deny wins, wherever it stands', () => {
  const statements = policy(
    { Sid: 'Never', Effect: 'Deny', Action: 'ec2:Delete*', Resource: '*' },
    allow({ Action: '*' }),
  );
  assert.deepEqual(
    decide(statements, { action: 'ec2:DeleteVpc', resource: '*', context: {} }),
    { kind: 'denied', why: ['denied by Never'] },
  );
});

test('what is denied says what is near', () => {
  const statements = policy(
    allow({
      Sid: 'Elsewhere',
      Action: 'iam:PassRole',
      Resource: 'arn:aws:iam::1:role/x',
    }),
    allow({
      Sid: 'ToOthers',
      Action: 'iam:PassRole',
      Condition: {
        StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      },
    }),
    allow({ Sid: 'Other', Action: 'iam:GetRole' }),
  );
  assert.deepEqual(
    decide(statements, {
      action: 'iam:PassRole',
      resource: ROLE,
      context: { 'iam:PassedToService': 'eks.amazonaws.com' },
    }).why,
    [
      `Elsewhere: is not for ${ROLE}`,
      'ToOthers: asks for StringEquals iam:PassedToService "ec2.amazonaws.com"',
    ],
  );
});

test('what nobody knows neither denies nor is passed over in silence', () => {
  const statements = policy(
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { Null: { 'aws:ResourceTag/a': 'true' } },
    },
    allow({
      Sid: 'InRegion',
      Action: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    }),
  );
  const request = { action: 'ec2:X', context: {}, knowsContext: false };
  assert.deepEqual(decide(statements, request), {
    kind: 'allowed',
    by: ['InRegion'],
    unchecked: ['aws:RequestedRegion'],
  });
  assert.equal(
    verdict(statements, {
      ...request,
      context: { 'aws:RequestedRegion': 'x' },
    }),
    'denied',
  );
});

test('of two statements with one Sid the later one counts', () => {
  const document = Action => ({
    Version: '2012-10-17',
    Statement: allow({ Sid: 'One', Action }),
  });
  const statements = statementsOf([
    { name: 'a', document: document('ec2:A') },
    { name: 'b', document: document('ec2:B') },
  ]);
  assert.equal(verdict(statements, { action: 'ec2:A' }), 'denied');
  assert.equal(verdict(statements, { action: 'ec2:B' }), 'allowed');
});

for (const [statement, message] of [
  [
    allow({ Action: '*', Condition: { DateLessThan: { a: '1' } } }),
    /DateLessThan is not understood/,
  ],
  [
    allow({
      Action: '*',
      Condition: { 'ForAnyValue:StringEquals': { a: '1' } },
    }),
    /ForAnyValue:StringEquals is not understood/,
  ],
  [allow({ Action: '*', Principal: '*' }), /Principal is not understood/],
  [allow({}), /one of Action and NotAction/],
  [{ Effect: 'Allow', Action: '*' }, /one of Resource and NotResource/],
  [allow({ Action: '*', Effect: 'allow' }), /Effect must be Allow or Deny/],
  [
    allow({ Action: '*', Resource: 'arn:aws:s3:::${aws:username}' }),
    /policy variables/,
  ],
]) {
  test(`${JSON.stringify(statement)} is refused`, () => {
    assert.throws(() => policy(statement), message);
  });
}

test('another version of the language is refused', () => {
  assert.throws(
    () => statementsOf([{ name: 'old', document: { Version: '2008-10-17' } }]),
    /old: Version must be 2012-10-17/,
  );
});
