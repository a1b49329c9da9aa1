import { screen, waitFor } from '@testing-library/react';
import { CURRENT_URL, renderWithApi } from '../__testUtils__/renderWithApi';
import { NewEnvironmentButton } from './NewEnvironmentButton';

// In a separate file: permission decisions are cached for all tests of a file.
describe('NewEnvironmentButton', () => {
  it('is absent for people who may not ask for environments', async () => {
    renderWithApi(<NewEnvironmentButton />, { api: {}, allowed: false });

    await waitFor(() =>
      expect(screen.getByTestId(CURRENT_URL)).toBeInTheDocument(),
    );
    expect(
      screen.queryByRole('link', { name: 'New environment' }),
    ).not.toBeInTheDocument();
  });
});
