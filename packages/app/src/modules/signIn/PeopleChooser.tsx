import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Avatar,
  Card,
  CardBody,
  Container,
  Flex,
  Grid,
  Text,
} from '@backstage/ui';
import { Person } from './people';

export interface PeopleChooserProps {
  people: Person[];
  onChoose: (person: Person) => void;
}

export function PeopleChooser({ people, onChoose }: PeopleChooserProps) {
  const title =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Backstage';

  return (
    <main>
      <Container py="8">
        <Flex direction="column" gap="6">
          <Flex direction="column" gap="2">
            <Text as="h1" variant="title-large">
              {title}
            </Text>
            <Text variant="body-large" color="secondary">
              Who do you want to be? There are no passwords on a laptop. Each
              browser tab can be somebody else.
            </Text>
          </Flex>
          {people.length === 0 && (
            <Alert
              status="warning"
              title="Nobody can sign in"
              description="List people in the configuration under auth.providers.laptop.people."
            />
          )}
          <Grid.Root columns={{ initial: '1', sm: '2', md: '3' }} gap="4">
            {people.map(person => (
              <Card
                key={person.entityRef}
                label={`Sign in as ${person.name}, ${person.role}`}
                onPress={() => onChoose(person)}
              >
                <CardBody>
                  <Flex align="center" gap="4">
                    <Avatar
                      name={person.name}
                      src=""
                      size="large"
                      purpose="decoration"
                    />
                    <Flex direction="column" gap="1">
                      <Text as="h2" variant="title-x-small">
                        {person.name}
                      </Text>
                      <Text>{person.role}</Text>
                    </Flex>
                  </Flex>
                </CardBody>
              </Card>
            ))}
          </Grid.Root>
        </Flex>
      </Container>
    </main>
  );
}
