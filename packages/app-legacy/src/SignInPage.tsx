import { ProxiedSignInPage } from '@backstage/core-components';
import type { SignInPageProps } from '@backstage/core-plugin-api';

const DEFAULT_PERSON = 'user:default/dana';

/** Signs in as the person that the address names, as in `/?person=user:default/ari`; without one as Dana. */
export function SignInPage(props: SignInPageProps) {
  const person =
    new URLSearchParams(window.location.search).get('person') ?? DEFAULT_PERSON;
  return (
    <ProxiedSignInPage
      {...props}
      provider="laptop"
      headers={{ 'x-laptop-person': person }}
    />
  );
}
