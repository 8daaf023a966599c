import type { ServiceSpec } from '../ivr/services';
import { knownServices } from '../ivr/known-services';
import { arrearsSpecs } from './arrears-services';
import { billSpecs } from './bill-services';
import { clockSpecs } from './clock-services';
import { faultSpecs } from './fault-services';
import { informationSpecs } from './information-services';
import { lineSpecs } from './line-services';
import { orderSpecs } from './order-services';
import { passwordSpecs } from './password-services';
import { textSpecs } from './text-services';

/** Everything a flow may ask: what the checker needs where there is no database. */
export const selfServiceSpecs: readonly ServiceSpec[] = [
  ...knownServices,
  ...[
    arrearsSpecs,
    passwordSpecs,
    billSpecs,
    clockSpecs,
    faultSpecs,
    informationSpecs,
    lineSpecs,
    orderSpecs,
    textSpecs,
  ].flatMap((specs) => Object.values<ServiceSpec>(specs).filter((each) => !knownServices.includes(each))),
];
