import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useMutation } from '@tanstack/react-query';
import type {
  Environment,
  Operation,
} from 'backstage-plugin-eks-environments-common';
import { downloadText } from '../../actions';
import { eksEnvironmentsApiRef } from '../../api';
import { useText } from '../../translation';

async function readAll(
  stream: ReadableStream<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const reader = stream.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return pieces;
    }
    pieces.push(new Uint8Array(value));
  }
}

/** Saves the whole log as a file, read from the server: a page that was just opened may not have all lines yet. */
export function DownloadLog(props: {
  environment: Environment;
  operation: Operation;
  onError(error: Error): void;
}) {
  const t = useText();
  const { environment, operation, onError } = props;
  const api = useApi(eksEnvironmentsApiRef);
  const download = useMutation({
    mutationFn: async () => {
      const stream = await api.downloadOperationLog(
        environment.id,
        operation.id,
      );
      downloadText(
        `${environment.clusterName}-${operation.type}.log`,
        ...(await readAll(stream)),
      );
    },
    onError,
  });
  return (
    <Button
      variant="secondary"
      iconStart={<RiDownloadLine />}
      isPending={download.isPending}
      onPress={() => download.mutate()}
    >
      {t('log.download')}
    </Button>
  );
}
