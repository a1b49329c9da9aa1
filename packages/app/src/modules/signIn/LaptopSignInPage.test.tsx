import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chosenPerson, forgetOnSignOut } from './chosenPerson';
import { LaptopSignInPage } from './LaptopSignInPage';

const dana = {
  entityRef: 'user:default/dana',
  name: 'Dana Developer',
  role: 'Developer',
};

function renderSignIn(people: object[]) {
  renderInTestApp(<LaptopSignInPage onSignInSuccess={() => {}} />, {
    config: {
      app: { title: 'Our portal' },
      backend: { baseUrl: 'http://localhost:7007' },
      auth: { providers: { laptop: { people } } },
    },
  });
}

describe('LaptopSignInPage', () => {
  afterEach(() => {
    chosenPerson.forget();
    jest.restoreAllMocks();
  });

  it('offers the people of the config, and remembers who was chosen', async () => {
    renderSignIn([dana]);
    expect(
      await screen.findByRole('heading', { name: 'Our portal' }),
    ).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', {
        name: 'Sign in as Dana Developer, Developer',
      }),
    );
    expect(chosenPerson.get()).toBe('user:default/dana');
  });

  it('lets people choose again when the backend lets nobody in', async () => {
    jest
      .spyOn(global, 'fetch')
      .mockRejectedValue(new Error('The backend is away'));
    chosenPerson.set(dana.entityRef);
    renderSignIn([dana]);

    expect(
      await screen.findByText('You could not be signed in'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Choose again' }));
    expect(
      await screen.findByRole('heading', { name: 'Our portal' }),
    ).toBeInTheDocument();
    expect(chosenPerson.get()).toBeUndefined();
  });

  it('says where people are listed when there are none', async () => {
    renderSignIn([]);
    expect(await screen.findByText('Nobody can sign in')).toBeInTheDocument();
    expect(
      screen.getByText(
        'List people in the configuration under auth.providers.laptop.people.',
      ),
    ).toBeInTheDocument();
  });
});

describe('forgetOnSignOut', () => {
  it('forgets who was chosen, so that the page asks again', async () => {
    chosenPerson.set(dana.entityRef);
    const identity = mockApis.identity({ userEntityRef: dana.entityRef });
    const signOut = jest.spyOn(identity, 'signOut');

    await forgetOnSignOut(identity).signOut();

    expect(chosenPerson.get()).toBeUndefined();
    expect(signOut).toHaveBeenCalled();
  });
});
