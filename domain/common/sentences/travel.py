"""Sentences of travel times: the roads of an extract, a service on the network, places that make no sense."""

from domain.common.sentences.marking import N_

TEMPLATES: dict[str, str] = {
    "travel_partly_estimated": N_(
        "{travel}: {count} legs are not known and are estimated as the crow flies with a detour. Ask for them once more with “travel fill”."
    ),
    "travel_all_estimated": N_(
        "{travel} has answered nothing yet: all {count} legs are estimated as the crow flies with a detour. Ask with “travel fill”."
    ),
    "place_zero": N_(
        "0, 0 lies in the sea: {count} ({points}). Nobody entered these coordinates; look the places up and enter them under Places."
    ),
    "place_swapped": N_(
        "Latitude and longitude have changed places: {count} ({points}). Swap the two numbers under Places, then plan again."
    ),
    "place_far": N_(
        "{point} lies {km} km from {warehouse}. Check its coordinates and their datum under Places; a digit may be wrong."
    ),
    "warehouse_far": N_(
        "{count} of {all} points lie more than 300 km from {warehouse}, so its own coordinates are likely wrong. Check them and their datum under Places."
    ),
    "place_unreachable": N_(
        "No road leads from the warehouse there and back: {count} ({points}), across water perhaps. Move the point to the "
        "nearest road under Places, or deliver there another way."
    ),
    "place_off_map": N_(
        "The road map knows no road within 1 km: {count} ({points}). Their legs are estimated; check the coordinates, or "
        "build the roads of a larger extract."
    ),
    "warehouse_unreachable": N_(
        "No road leads away from {warehouse}, so every leg is estimated. Move its coordinates onto its driveway under Places."
    ),
    "warehouse_off_map": N_(
        "The road map knows no road within 1 km of {warehouse}, so its legs are estimated. Check its coordinates, or build "
        "the roads of an extract that holds it."
    ),
    "datum_off_road": N_(
        "The places given as {given} lie {other} m from the next road, read as {likely} only {distance} m. Check which map "
        "they were taken from and correct the datum under Places."
    ),
    "roads_missing": N_(
        "No roads were built on this computer yet ({folder}). Build them from an OpenStreetMap extract: travel use-roads FILE.osm.pbf."
    ),
    "roads_unsupported": N_(
        "Roads need Python 3.12 or newer, here is {python}. Legs that are known stay in use, the others are estimated."
    ),
    "roads_unreadable": N_("The roads cannot be read: {detail}. Build them from the extract once more."),
    "road_map_unreadable": N_(
        "The roads to draw ({file}) cannot be read. Build them from the extract once more: travel use-roads FILE.osm.pbf."
    ),
    "not_an_extract": N_(
        "{file} is no OpenStreetMap extract, or not a whole one: {detail}. Download the .osm.pbf of your region again."
    ),
    "no_room_for_roads": N_(
        "{folder} has no room for the roads: {needed_mb} MB are needed, {free_mb} MB are free. Make room and build again; "
        "what was there before stays in use."
    ),
    "roads_not_built": N_(
        "The roads of {file} could not be built: {detail}. What was there before stays in use; try the extract of a smaller region."
    ),
    "building_stopped": N_("Building the roads of {file} was stopped. What was there before stays in use."),
    "service_unset": N_(
        "“{address}” is no address of a travel time service. Wanted: http:// or https:// and the name of a computer."
    ),
    "service_silent": N_(
        "{address} does not answer: {detail}. Check address and network; until then what is not known is estimated."
    ),
    "service_refused": N_(
        "{address} answers with an error ({status}): {detail}. Check kind and address; until then what is not known is estimated."
    ),
    "service_key_refused": N_(
        "{address} does not take the key ({status}). Enter it again with --key; until then what is not known is estimated."
    ),
    "service_garbled": N_(
        "{address} answers with something that is no table of travel times: {detail}. Nothing of it was kept; what is not "
        "known is estimated."
    ),
    "service_address_wrong": N_(
        "“{given}” is no address of a service. Wanted: http:// or https://, the computer, and its port where it has one."
    ),
    "pace_wrong": N_(
        "“{given}” is no pace of a day. Wanted: an hour from 0 to 23 and a percentage from 10 to 300, 8=75."
    ),
}
