import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

const LaptopSignIn = SignInPageBlueprint.make({
  params: {
    loader: () => import('./LaptopSignInPage').then(m => m.LaptopSignInPage),
  },
});

export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [LaptopSignIn],
});
