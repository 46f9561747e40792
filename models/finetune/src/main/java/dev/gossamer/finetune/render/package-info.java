/**
 * Pictures of hands made of a rigged mesh: hands of other poses, shapes and skins than those that
 * there are photographs of.
 */
package dev.gossamer.finetune.render;
