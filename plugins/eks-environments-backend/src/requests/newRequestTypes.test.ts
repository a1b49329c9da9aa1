import { createPermission } from '@backstage/plugin-permission-common';
import { environmentExtendPermission } from 'backstage-plugin-eks-environments-common';
import type { AnyRequestType } from 'backstage-plugin-eks-environments-node';
import { newRequestTypes } from './newRequestTypes';

const typeOf = (changes: Partial<AnyRequestType>): AnyRequestType => ({
  type: 'paint',
  title: 'Paint',
  input: { parse: () => ({}) },
  permission: environmentExtendPermission,
  plan: async () => ({ findings: [], changes: [], details: {} }),
  approve: async () => {},
  ...changes,
});

describe('request types of modules', () => {
  it.each(['create', 'revise', 'extend'])(
    'do not have the id %s of one of the portal',
    type => {
      expect(() => newRequestTypes().add(typeOf({ type }))).toThrow(
        `There is already a request type ${type}`,
      );
    },
  );

  it('have permissions on environments that policies recognize', () => {
    const permission = createPermission({
      name: 'paint.do',
      attributes: {},
      resourceType: environmentExtendPermission.resourceType,
    });
    expect(() => newRequestTypes().add(typeOf({ permission }))).toThrow(
      'The permission paint.do of the request type paint must have a name that begins with eks-environments.',
    );
  });
});
