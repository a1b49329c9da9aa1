import { Alert, Button, Container, Flex } from '@backstage/ui';

export interface SignInFailedProps {
  error?: Error;
  onBack: () => void;
}

export function SignInFailed({ error, onBack }: SignInFailedProps) {
  return (
    <main>
      <Container py="8">
        <Flex direction="column" gap="4" align="start">
          <Alert
            status="danger"
            title="You could not be signed in"
            description={error?.message ?? 'The backend gave no reason.'}
          />
          <Button onPress={onBack}>Choose again</Button>
        </Flex>
      </Container>
    </main>
  );
}
