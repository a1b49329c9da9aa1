import { ProxiedSignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { useState } from 'react';
import { chosenPerson, forgetOnSignOut } from './chosenPerson';
import { PeopleChooser } from './PeopleChooser';
import { readPeople } from './people';
import { SignInFailed } from './SignInFailed';

/** Choose one of the people from the config; the backend's laptop provider believes it. */
export function LaptopSignInPage({ onSignInSuccess }: SignInPageProps) {
  const people = readPeople(useApi(configApiRef));
  const [entityRef, setEntityRef] = useState(chosenPerson.get);

  if (entityRef === undefined) {
    return (
      <PeopleChooser
        people={people}
        onChoose={person => {
          chosenPerson.set(person.entityRef);
          setEntityRef(person.entityRef);
        }}
      />
    );
  }
  return (
    <ProxiedSignInPage
      provider="laptop"
      headers={{ 'x-laptop-person': entityRef }}
      onSignInSuccess={identity => onSignInSuccess(forgetOnSignOut(identity))}
      ErrorComponent={({ error }) => (
        <SignInFailed
          error={error}
          onBack={() => {
            chosenPerson.forget();
            setEntityRef(undefined);
          }}
        />
      )}
    />
  );
}
