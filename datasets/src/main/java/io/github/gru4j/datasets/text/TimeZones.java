package io.github.gru4j.datasets.text;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.TimeZone;

/** One time zone for each zone name that CLDR translates. */
final class TimeZones {

    /**
     * Zones that share a name (Europe/Paris and Europe/Rome: "Central European Time") are there once. Left out are zones
     * that CLDR does not name itself: what Java puts in their place depends on its settings.
     */
    private static final String IDS = """
            Africa/Abidjan Africa/Addis_Ababa Africa/Algiers Africa/Bangui Africa/Blantyre Africa/Cairo
            Africa/Johannesburg America/Adak America/Anchorage America/Anguilla America/Araguaina
            America/Argentina/Buenos_Aires America/Asuncion America/Atikokan America/Bahia_Banderas
            America/Boa_Vista America/Bogota America/Boise America/Caracas America/Cayenne America/Godthab
            America/Guayaquil America/Guyana America/Havana America/Hermosillo America/La_Paz America/Lima
            America/Los_Angeles America/Miquelon America/Montevideo America/Noronha America/Paramaribo
            America/Santiago America/Scoresbysund America/St_Johns Antarctica/Davis Antarctica/DumontDUrville
            Antarctica/Macquarie Antarctica/Mawson Antarctica/McMurdo Antarctica/Rothera Antarctica/Syowa
            Antarctica/Vostok Asia/Aden Asia/Almaty Asia/Anadyr Asia/Aqtau Asia/Ashgabat Asia/Baku Asia/Bangkok
            Asia/Bishkek Asia/Brunei Asia/Calcutta Asia/Chita Asia/Choibalsan Asia/Chongqing Asia/Dacca
            Asia/Dili Asia/Dubai Asia/Dushanbe Asia/Hong_Kong Asia/Hovd Asia/Irkutsk Asia/Jakarta Asia/Jayapura
            Asia/Jerusalem Asia/Kabul Asia/Kamchatka Asia/Karachi Asia/Kathmandu Asia/Krasnoyarsk
            Asia/Kuala_Lumpur Asia/Magadan Asia/Makassar Asia/Manila Asia/Novosibirsk Asia/Omsk Asia/Pyongyang
            Asia/Rangoon Asia/Sakhalin Asia/Samarkand Asia/Singapore Asia/Taipei Asia/Tbilisi Asia/Tehran
            Asia/Thimbu Asia/Tokyo Asia/Vladivostok Asia/Yekaterinburg Asia/Yerevan Atlantic/Azores
            Atlantic/Canary Atlantic/Cape_Verde Atlantic/South_Georgia Atlantic/Stanley Australia/Adelaide
            Australia/Eucla Australia/LHI Australia/Perth Europe/Minsk Europe/Samara Europe/Volgograd
            Indian/Chagos Indian/Christmas Indian/Cocos Indian/Kerguelen Indian/Mahe Indian/Maldives
            Indian/Mauritius Indian/Reunion Pacific/Apia Pacific/Chatham Pacific/Chuuk Pacific/Easter
            Pacific/Efate Pacific/Enderbury Pacific/Fakaofo Pacific/Fiji Pacific/Funafuti Pacific/Galapagos
            Pacific/Gambier Pacific/Guadalcanal Pacific/Guam Pacific/Kiritimati Pacific/Kosrae Pacific/Kwajalein
            Pacific/Marquesas Pacific/Midway Pacific/Nauru Pacific/Niue Pacific/Norfolk Pacific/Noumea
            Pacific/Palau Pacific/Pitcairn Pacific/Pohnpei Pacific/Port_Moresby Pacific/Rarotonga Pacific/Tahiti
            Pacific/Tarawa Pacific/Tongatapu Pacific/Wake Pacific/Wallis
            """;

    private TimeZones() {}

    /** Those that this Java runtime knows, in a fixed order. */
    static List<TimeZone> all() {
        var known = new HashSet<>(Arrays.asList(TimeZone.getAvailableIDs()));
        return IDS.lines()
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .filter(known::contains)
                .map(TimeZone::getTimeZone)
                .toList();
    }
}
