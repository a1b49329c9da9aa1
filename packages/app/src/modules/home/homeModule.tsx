import {
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { Navigate } from 'react-router-dom';

/** People come here for their environments, so the root of the portal leads there. */
const HomePage = PageBlueprint.make({
  name: 'home',
  params: {
    path: '/',
    loader: async () => <Navigate to="/environments" replace />,
  },
});

export const homeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [HomePage],
});
