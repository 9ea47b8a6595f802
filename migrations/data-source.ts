import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { entities } from '#learning';
import { dataSourceOptions } from '#platform';
import { migrations } from './index.js';

/** A connection that can migrate; the doors connect without the migrations. */
export function dataSource(url: string): DataSource {
  return new DataSource({ ...dataSourceOptions(url, entities, 2), migrations });
}
