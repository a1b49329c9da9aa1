import { Button, Flex, Text } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import type {
  Environment,
  EnvironmentAccess,
} from 'backstage-plugin-eks-environments-common';
import {
  CopyableCode,
  RequestError,
  SkeletonRows,
  WriteError,
} from '../components';
import { useEnvironmentAccess, useKubeconfigDownload } from '../query';
import { downloadText } from './downloadText';
import styles from './AccessInstructions.module.css';

/** The kubeconfig, the command that writes the same, and whom the cluster lets in. */
export function AccessInstructions(props: { environment: Environment }) {
  const { environment } = props;
  const { data, error, refetch } = useEnvironmentAccess(environment.id);
  const download = useKubeconfigDownload(environment.id);
  if (error && !data) {
    return <RequestError what="the access" error={error} onRetry={refetch} />;
  }
  if (!data) {
    return <SkeletonRows rows={3} />;
  }

  const fileName = `${environment.clusterName}.kubeconfig.yaml`;
  return (
    <Flex direction="column" gap="3">
      <Text as="p">
        With the AWS command line signed in as one of the principals below:
      </Text>
      <CopyableCode text={data.command} what="command" />
      <Text as="p">
        Or take the file. It holds no secret: it asks the AWS command line for a
        token each time.
      </Text>
      <Flex>
        <Button
          variant="secondary"
          iconStart={<RiDownloadLine />}
          isPending={download.isPending}
          onPress={() =>
            download.mutate(undefined, {
              onSuccess: ({ kubeconfig }) => downloadText(fileName, kubeconfig),
            })
          }
        >
          Download kubeconfig
        </Button>
      </Flex>
      <WriteError what="download the kubeconfig" error={download.error} />
      <CopyableCode
        text={`kubectl --kubeconfig ${fileName} get nodes`}
        what="kubectl command"
      />
      <Principals principals={data.principals} />
    </Flex>
  );
}

function Principals(props: Pick<EnvironmentAccess, 'principals'>) {
  if (props.principals.length === 0) {
    return (
      <Text as="p" color="warning">
        The owner has no IAM principal, so the cluster lets nobody in. Ask your
        platform team to add one for the group.
      </Text>
    );
  }
  return (
    <div>
      <Text as="p" weight="bold">
        The cluster lets in
      </Text>
      <ul className={styles.principals}>
        {props.principals.map(principal => (
          <li key={principal}>{principal}</li>
        ))}
      </ul>
    </div>
  );
}
