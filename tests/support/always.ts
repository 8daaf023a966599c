const ALL_DAY = [{ from: '00:00', to: '24:00' }];

/** Hours of a campaign that may call at any time. */
export const ALWAYS = {
  ...{ mon: ALL_DAY, tue: ALL_DAY, wed: ALL_DAY, thu: ALL_DAY, fri: ALL_DAY, sat: ALL_DAY, sun: ALL_DAY },
};
