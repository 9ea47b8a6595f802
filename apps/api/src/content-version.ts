import {
  Injectable,
  UseInterceptors,
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { from, switchMap, type Observable } from 'rxjs';
import { Exercises, Skills } from '#learning';

/** Names the content in force, so that a reader who has it already is told so instead of being sent it again. */
@Injectable()
class ContentVersionInterceptor implements NestInterceptor {
  constructor(
    private readonly skills: Skills,
    private readonly exercises: Exercises,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.tag()).pipe(
      switchMap((tag) => {
        // Kept, but asked about before each use: a load shows at once.
        reply.headers({ etag: tag, 'cache-control': 'public, no-cache' });
        return next.handle();
      }),
    );
  }

  private async tag(): Promise<string> {
    const [skills, exercises] = await Promise.all([this.skills.version(), this.exercises.version()]);
    return `W/"${skills.slice(0, 16)}-${exercises.slice(0, 16)}"`;
  }
}

/** For answers that follow from the content alone, the same for everybody. */
export const ByContentVersion = () => applyDecorators(UseInterceptors(ContentVersionInterceptor));

/** Answers 304 with nothing when the reader names the version that would be sent. */
export function answerUnchanged(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    const tag = reply.getHeader('etag');
    const known = request.headers['if-none-match'];
    if (reply.statusCode !== 200 || typeof tag !== 'string' || known === undefined) return payload;
    if (!known.split(',').some((one) => one.trim() === tag)) return payload;
    reply.code(304).removeHeader('content-type').removeHeader('content-length');
    return '';
  });
}
