import Type, { type Static } from 'typebox';
import { AppointmentView } from '../access/contract.ts';
import { Closed, contract, Day, Instant, OrNull, Remark } from '../platform/contract.ts';
import { OfferedService } from '../services/contract.ts';

const SiteParams = Closed({ code: Type.String({ pattern: '^[0-9A-Z]{10}$' }) });

export const InstitutionView = Closed({
  code: Type.String(),
  short_name: Type.String(),
  full_name: Type.String(),
  kind: Type.String(),
  county: Type.String(),
  township: Type.String(),
  is_test: Type.Boolean(),
  contract_starts_on: Day,
  contract_ends_on: OrNull(Day),
  suspended_at: OrNull(Instant),
  suspended_why: OrNull(Type.String()),
  representative: Type.Boolean(),
  managers: Type.Integer(),
  users: Type.Integer(),
  services: Type.Array(Type.String()),
});
export type InstitutionView = Static<typeof InstitutionView>;

export const searchInstitutions = contract({
  method: 'GET',
  path: '/api/hq/institutions',
  permission: 'institution:view:any',
  summary: 'Institutions by code, name or county, or by the role that nobody holds, 50 a page',
  query: Closed({
    text: Type.Optional(Type.String({ maxLength: 40 })),
    kind: Type.Optional(Type.String({ pattern: '^[a-z_]{1,32}$' })),
    /** only those where nobody holds this role */
    lacks: Type.Optional(Type.Enum(['representative', 'manager'])),
    /** the code after which the next page begins */
    after: Type.Optional(Type.String({ pattern: '^[0-9A-Z]{10}$' })),
  }),
  answers: {
    200: Closed({
      institutions: Type.Array(InstitutionView),
      total: Type.Integer(),
      next_after: OrNull(Type.String()),
    }),
  },
});

export const viewInstitution = contract({
  method: 'GET',
  path: '/api/hq/institutions/:code',
  permission: 'institution:view:any',
  summary: 'One institution with its appointments and applications; the look is in its audit trail',
  params: SiteParams,
  answers: {
    200: Closed({
      institution: InstitutionView,
      appointments: Type.Array(AppointmentView),
      services: Type.Array(OfferedService),
    }),
  },
});

export const suspendInstitution = contract({
  method: 'POST',
  path: '/api/hq/institutions/:code/suspension',
  permission: 'institution:suspend:any',
  summary: 'Suspend an institution: its people cannot work, effective at once',
  params: SiteParams,
  body: Closed({ reason: Remark }),
  answers: { 200: InstitutionView },
});

export const resumeInstitution = contract({
  method: 'DELETE',
  path: '/api/hq/institutions/:code/suspension',
  permission: 'institution:suspend:any',
  summary: 'End the suspension of an institution',
  params: SiteParams,
  answers: { 200: InstitutionView },
});
