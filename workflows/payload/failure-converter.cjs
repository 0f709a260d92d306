// Encodes failure messages and stack traces as payloads, so that the codec encrypts them. CommonJS, because the SDK loads it by require().
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
