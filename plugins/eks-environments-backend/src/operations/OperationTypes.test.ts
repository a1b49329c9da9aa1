import { createPermission } from '@backstage/plugin-permission-common';
import {
  requestReadPermission,
  RESOURCE_TYPE_ENVIRONMENT,
} from 'backstage-plugin-eks-environments-common';
import type { AnyOperationType } from 'backstage-plugin-eks-environments-node';
import { restartNodes } from '../__testUtils__/toyOperations';
import { OperationTypes } from './OperationTypes';

const permissionNamed = (name: string) =>
  createPermission({
    name,
    attributes: {},
    resourceType: RESOURCE_TYPE_ENVIRONMENT,
  });

describe('OperationTypes', () => {
  it('knows each type once', () => {
    const types = new OperationTypes([restartNodes]);
    expect(types.get('restart-nodes')).toBe(restartNodes);
    expect(types.find('other')).toBeUndefined();
    expect(() => types.add(restartNodes)).toThrow(
      'There is already an operation type restart-nodes',
    );
  });

  it.each([
    [{ type: 'RestartNodes' }, /The id RestartNodes .* lower-case letters/],
    [
      { phases: [{ id: 'a phase', title: '' }] },
      /The id a phase of the operation type restart-nodes/,
    ],
    [
      {
        phases: [
          { id: 'twice', title: '' },
          { id: 'twice', title: '' },
        ],
      },
      'The operation type restart-nodes has two phases twice',
    ],
    [
      { permission: requestReadPermission },
      /^The permission eks-environments.request.read of .* must have the resource type eks-environment$/,
    ],
    [
      { permission: permissionNamed('acme.restart') },
      /must have a name that begins with eks-environments\.$/,
    ],
    [
      { permission: permissionNamed('eks-environments.fleet.manage') },
      /has the name of another permission/,
    ],
    [{ permission: undefined }, /has a trigger, so it must have a permission$/],
    [
      {
        trigger: {
          ...restartNodes.trigger!,
          form: { properties: { at: { type: 'date', title: 'When' } } },
        },
      },
      /^trigger\.form\.properties\.at\.type of the operation type restart-nodes must be one of string, /,
    ],
    [
      {
        trigger: {
          ...restartNodes.trigger!,
          form: { properties: {}, required: ['at'] },
        },
      },
      /^trigger\.form\.required of .* has "at", which is not one of its properties$/,
    ],
  ])('refuses %j', (changes, message) => {
    expect(
      () =>
        new OperationTypes([
          { ...restartNodes, ...changes } as AnyOperationType,
        ]),
    ).toThrow(message);
  });

  it('has each permission once', () => {
    const { permission } = restartNodes;
    const types = new OperationTypes([
      restartNodes,
      { ...restartNodes, type: 'again' },
      {
        ...restartNodes,
        type: 'without',
        permission: undefined,
        trigger: undefined,
      },
    ]);
    expect(types.permissions()).toEqual([permission]);
  });

  it('names the field of an input that is wrong', () => {
    const types = new OperationTypes([restartNodes]);
    expect(types.parseInput('restart-nodes', { nodeGroups: ['a'] })).toEqual({
      nodeGroups: ['a'],
    });
    expect(() =>
      types.parseInput('restart-nodes', { nodeGroups: [1] }),
    ).toThrow(/is not valid: nodeGroups\.0: /);
  });
});
