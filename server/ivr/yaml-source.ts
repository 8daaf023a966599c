/** The shared reader, by the name this room knows it by. */
export { readYaml, type YamlSource } from '../config/yaml-source';
