export { createLastingJobs, type RunningJobs } from './lasting-jobs';
