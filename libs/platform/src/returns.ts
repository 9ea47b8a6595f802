import { applyDecorators, HttpCode, SerializeOptions } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/**
 * Says once what a route answers: the status, the OpenAPI entry and the allow-list of the serialiser. A value that
 * does not fit its schema answers 500, never a leak.
 */
export const Returns = (status: number, schema?: z.ZodType) =>
  schema
    ? applyDecorators(
        HttpCode(status),
        SerializeOptions({ schema }),
        ApiResponse({ status, standardSchema: schema, description: 'The answer.' }),
      )
    : applyDecorators(
        HttpCode(status),
        ApiResponse({ status, description: status === 204 ? 'Done.' : 'Accepted.' }),
      );
