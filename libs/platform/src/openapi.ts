import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The document behind /api/openapi.json and the typed client. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Fretboard')
    .setDescription(
      'Skills, graded exercises, progress and certificates for Django developers. Refusals are RFC 9457 documents; see /problems. A name in a query or a body that is not listed here is refused.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('BSD-3-Clause', 'https://opensource.org/license/bsd-3-clause')
    .addCookieAuth('fretboard_session', { type: 'apiKey', in: 'cookie' }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'token');
  return SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
}
