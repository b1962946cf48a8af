/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * terminal - is somebody looking, and how wide is the window?
 */
#ifndef CALQUE_CMD_TERMINAL_H
#define CALQUE_CMD_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

bool terminal_is(FILE *file);
/* Colour unless NO_COLOR is set (no-color.org) or the terminal is dumb. */
bool terminal_has_colour(void);
/* $COLUMNS, else what the terminal says, else 80. */
size_t terminal_cols(void);

#endif
