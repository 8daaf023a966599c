import { Drawer, type DrawerProps } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface SideDrawerProps extends Pick<DrawerProps, 'classNames'> {
  readonly title: ReactNode;
  /** Pixels. */
  readonly width: number;
  readonly close: () => void;
  readonly testId: string;
  readonly children: ReactNode;
}

/** At the right edge, and not modal: the phone and the page beside it stay usable. */
export function SideDrawer({ title, width, close, testId, children, ...rest }: SideDrawerProps) {
  const { t } = useTranslation();
  useEffect(() => keepNotificationsBeside(width), [width]);
  return (
    <Drawer
      opened
      withOverlay={false}
      trapFocus={false}
      lockScroll={false}
      shadow="xl"
      onClose={close}
      position="right"
      size={width}
      title={title}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      data-testid={testId}
      {...rest}
    >
      {children}
    </Drawer>
  );
}

const WIDTH = '--side-drawer-width';
const open: number[] = [];

/** What went wrong is told left of the widest drawer that is open, never over its buttons (desk.css). */
function keepNotificationsBeside(width: number): () => void {
  const tell = () => document.documentElement.style.setProperty(WIDTH, `${String(Math.max(0, ...open))}px`);
  open.push(width);
  tell();
  return () => {
    open.splice(open.indexOf(width), 1);
    tell();
  };
}
