import { ConfigApi } from '@backstage/frontend-plugin-api';

/** Someone to sign in as, from `auth.providers.laptop.people`. */
export interface Person {
  entityRef: string;
  name: string;
  role: string;
}

export function readPeople(config: ConfigApi): Person[] {
  const people =
    config.getOptionalConfigArray('auth.providers.laptop.people') ?? [];
  return people.map(person => ({
    entityRef: person.getString('entityRef'),
    name: person.getString('name'),
    role: person.getString('role'),
  }));
}
