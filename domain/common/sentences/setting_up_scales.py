"""Sentences of setting up a scale: ports, what speaks on them, the test weighing, a template that a person wrote."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "ports_found": N_("Serial ports: {ports}."),
    "no_ports": N_("No serial port is found. Plug the cable in and wait a moment, then look again."),
    "bad_address": N_("“{port}” is no address of a device. Wanted: {wanted}."),
    "port_not_opened": N_(
        "{port} cannot be opened: {detail}. See that it is plugged in and that no other program holds it."
    ),
    "scale_found": N_("{port}: {scale}, {line}. It works."),
    "scale_silent": N_(
        "{port}: nothing is heard, neither by itself nor when asked. Check cable and power, and set the scale to send"
        " its weight."
    ),
    "scale_garbled": N_(
        "{port}: bytes come that no known scale sends ({seen_bytes}). Check speed and parity of the scale, or describe"
        " its frame in a template."
    ),
    "weigh_works": N_("The scale works: {weight_grams}, steady."),
    "weigh_off": N_(
        "The scale says {seen_grams}, but {wanted_grams} were put on it. Empty it, set it to nothing and weigh again."
    ),
    "weigh_no_scale": N_("This station has no scale. Choose its port first."),
    "weigh_offline": N_("The scale is not reached. Check cable and power, then weigh again."),
    "weigh_stale": N_("The scale sends nothing that is understood. Check its kind and its speed, then weigh again."),
    "weigh_not_yet": N_("No new weight came. Put the piece on the scale again."),
    "weigh_overload": N_("More lies on the scale than it carries. Take something off."),
    "weigh_no_unit": N_("The scale does not say what it counts. Choose a kind that names its unit."),
    "weigh_wrong_unit": N_("The scale does not weigh in kg or g. Switch it to kg."),
    "weigh_negative": N_("The scale shows less than nothing. Empty it, then zero or tare it."),
    "weigh_empty": N_("Nothing lies on the scale. Put a piece on it whose weight you know."),
    "weigh_unstable": N_("The weight does not stand still. Hands off, and see that the table is firm."),
    "weigh_used_already": N_("This weight was taken already. Take it off and put it on again."),
    "template_works": N_("{file}: {scale}, frames of {length} bytes. It may be chosen as a kind of scale."),
    "template_no_toml": N_("{file} cannot be read: {detail}. Copy one of the shipped templates and change it."),
    "template_no_key": N_("{file}: “{key}” means nothing. Known are {known}."),
    "template_key_wanted": N_("{file}: “{key}” is missing. Write it down and try again."),
    "template_no_text": N_("{file}: “{key}” must be a text in quotation marks."),
    "template_wrong_unit": N_("{file}: a scale in “{unit}” cannot be used for trade. Set the scale to kg or g."),
    "template_no_unit": N_('{file}: the frame names no unit. Add {{unit 2}} to it, or the line unit = "kg".'),
    "template_wrong_line": N_("{file}: “{line}” is no line. Write it as 9600 8N1."),
    "template_brace": N_("{file}: a brace stands alone. Fields look like {{weight 6.3}}; a brace itself is doubled."),
    "template_no_byte": N_("{file}: “{field}” is no byte. Write {{CR}} by its name or {{x0D}} by its number."),
    "template_no_field": N_("{file}: “{field}” is no field. Known are {known}."),
    "template_field_twice": N_("{file}: “{field}” stands there twice. Once is enough."),
    "template_words_wanted": N_("{file}: {field} needs its words: {{stable ST US OL}}, {{net NT GS}}."),
    "template_words_differ": N_("{file}: the words {words} must have the same length."),
    "template_width_wanted": N_("{file}: {field} needs its width, from 1 to 16: {{weight 7}}, {{weight 6.3}}."),
    "template_no_weight": N_("{file}: no weight stands in the frame. Add {{weight 7}} where its digits are."),
    "template_nothing_fixed": N_(
        "{file}: the frame has no fixed byte to find it by. Add what always stands there, such as {{STX}} or {{CR}}."
    ),
    "template_too_long": N_("{file}: a frame of {length} bytes is too long; {most} are the most."),
}
