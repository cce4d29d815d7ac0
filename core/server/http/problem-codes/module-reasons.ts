/**
 * Why a module is not on, or is blocked: codes of `reason` in `GET /api/modules`. They stand on a module, not in a
 * problem document; what they say comes with each in both languages.
 */
export const MODULE_REASONS: Record<string, string> = {
  'approval-required': 'It asks for something that nobody has approved.',
  'capability-missing': 'It listens to an event without asking for `on:<event>`.',
  'change-refused': 'One of its contributions cannot be applied as things are.',
  'contribution-invalid': 'A contribution does not fit the schema of its point.',
  'engine-mismatch': 'It is made for another version of Saola.',
  'has-dependants': 'Other modules need it.',
  'manifest-invalid': 'Its manifest is broken.',
  'model-change-refused': 'Its model cannot be brought over the records that are there.',
  'mount-taken': 'Somebody else answers at one of its public paths.',
  'package-missing': 'Its package is not on this machine.',
  'package-tampered': 'A file of the package is not what the manifest says.',
  'page-collision': 'Two of its pages have the same path.',
  'plugin-collision': 'Another package has the same id and version.',
  'plugin-cycle': 'Modules need each other in a circle.',
  'requires-blocked': 'It needs a module that is blocked itself.',
  'requires-failed': 'It needs a module that failed.',
  'requires-off': 'It needs a module that is off.',
  'requires-version': 'It needs another version of a module.',
  'rights-invalid': 'A role has a condition that does not fit its model, or hides a field that is not there.',
  'route-invalid': 'A route has a path or a schema that cannot work, or two have the same address.',
  'schedule-invalid': 'The schedule of a job cannot be read.',
  'seed-invalid': 'A seed names a model or a field that is not there.',
  'service-collision': 'Two modules offer the same service.',
  'start-failed': 'Its start threw an error.',
}
