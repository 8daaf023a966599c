import { useEffect } from 'react';
import type { CentrePicture } from '../../server/contract/wallboard';
import { useObservable, useSoftphone } from './softphone-context';

/** How the centre stands, live as long as something shows it; null until it has come. */
export function useCentre(): CentrePicture | null {
  const { centre } = useSoftphone();
  useEffect(() => centre.watch(), [centre]);
  return useObservable(centre.picture);
}
