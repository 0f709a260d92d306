// CloudFront Function (viewer request, cloudfront-js-2.0: no modules). The origin signature replaces Authorization, so a machine's key travels
// in a header of its own; the viewer's address comes from CloudFront, not from a header that a client could send.
// eslint-disable-next-line no-unused-vars -- CloudFront calls it by this name
function handler(event) {
  var request = event.request;
  var headers = request.headers;
  delete headers['x-aix-authorization'];
  delete headers['x-amz-content-sha256'];
  headers['x-aix-viewer-address'] = { value: event.viewer.ip };
  if (headers.authorization) headers['x-aix-authorization'] = { value: headers.authorization.value };
  return request;
}
