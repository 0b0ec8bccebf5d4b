//! Small files of our own in every format.

/// Three languages; the second unit has no Arabic, the third two French texts.
pub const TMX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en-US" datatype="plaintext">
    <note>Of the whole memory.</note>
  </header>
  <body>
    <tu tuid="ferry.1">
      <note>Said by the miller.</note>
      <tuv xml:lang="fr"><seg>Le bac <bpt i="1">&lt;b></bpt>est<ept i="1">&lt;/b></ept> parti.</seg></tuv>
      <tuv xml:lang="en-US"><seg>The ferry <bpt i="1">&lt;b></bpt>has<ept i="1">&lt;/b></ept> left<ph>{<sub>not this</sub>}</ph>.</seg></tuv>
      <tuv xml:lang="ar"><seg>غادرت العبّارة.</seg></tuv>
    </tu>
    <tu>
      <tuv xml:lang="EN-us"><seg>Ropes &amp; <hi>nets</hi> stay
         here &#x2014; &lt;dry&gt;.</seg></tuv>
      <tuv xml:lang="fr"><seg>Cordes et filets restent ici.</seg></tuv>
      <tuv xml:lang="ar"><seg> </seg></tuv>
    </tu>
    <tu tuid="ferry.3">
      <tuv xml:lang="en-US"><seg>Come back.</seg></tuv>
      <tuv xml:lang="fr"><seg>Reviens.</seg></tuv>
      <tuv xml:lang="fr"><seg>Revenez.</seg></tuv>
      <tuv xml:lang="ar"><seg>ارجع.</seg></tuv>
    </tu>
  </body>
</tmx>
"#;

/// Version 1.2: groups, codes, an untranslated unit, a proposal that is no text of it.
pub const XLIFF1: &str = r#"<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file source-language="en" target-language="ar" original="mill.txt" datatype="plaintext"><body>
    <group id="g"><trans-unit id="a"><source>The <g id="1">mill</g> stands<x id="2"/>.</source>
      <target state="needs-review-translation">الطاحونة قائمة.</target><note>A water mill.</note>
      <alt-trans><source>The mill</source><target>المطحنة</target></alt-trans></trans-unit></group>
    <trans-unit id="b"><source>Nobody grinds <ph id="1">%s</ph>today.</source></trans-unit>
    <trans-unit id="c"><source>Flour.</source><seg-source><mrk mtype="seg">Flour.</mrk></seg-source><target><mrk mtype="seg">دقيق.</mrk></target></trans-unit>
  </body></file>
</xliff>
"#;

/// Version 2: two files, segments, space between them, a module with texts of its own.
pub const XLIFF2: &str = r##"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="zh" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0">
  <file id="f1" original="one.txt"><unit id="u1">
    <mtc:matches><mtc:match ref="#s1"><source>A proposal</source><target>建议</target></mtc:match></mtc:matches>
    <notes><note>On the bridge.</note></notes>
    <segment id="s1"><source>The bridge is <pc id="1">old</pc>.</source><target>桥<pc id="1">很旧</pc>。</target></segment>
    <ignorable><source> </source></ignorable>
    <segment id="s2"><source>Walk<ph id="2"/> slowly.</source><target>慢走。</target></segment>
  </unit></file>
  <file id="f2" original="two.txt"><unit id="u1"><segment><source>Night.</source></segment></unit></file>
</xliff>
"##;

/// Plural forms, a context, a fuzzy message, an obsolete one, comments.
pub const PO: &str = r#"# A catalogue.
msgid ""
msgstr ""
"Project-Id-Version: orchard 2\n"
"Language: ar\n"
"Content-Type: text/plain; charset=UTF-8\n"

#. Shown on the gate.
#: src/gate.c:12
msgid "Closed"
msgstr "مغلق"

msgctxt "menu"
msgid "Closed\n"
"for good"
msgstr ""
"مغلق\n"
"نهائيا"

#, fuzzy, c-format
#| msgid "%d pears"
msgid "%d apple"
msgid_plural "%d apples"
msgstr[0] "تفاحة"
msgstr[1] "تفاحتان"
msgstr[2] "%d تفاحات"

msgid "Not \"yet\"\ttranslated"
msgstr ""

#~ msgid "Old"
#~ msgstr "قديم"
"#;

/// Cells with quotes, separators and line ends in them.
pub const CSV: &str = "id;English;Arabic;Remark\r\nk.1;\"Rain; then \"\"sun\"\"\";مطر ثم شمس;x\r\nk.2;Wind;;\r\nk.3;\"Two\nlines\";سطران;y\r\n";

/// Four cues.
pub const SRT: &str = "1\n00:00:01,000 --> 00:00:04,000\n<i>The river rose</i>\nin the night.\n\n2\n00:00:04,500 --> 00:00:07,000\nNobody heard it.\n\n3\n00:00:08,000 --> 00:00:12,000\nWhere is the boat? Gone.\n\n4\n00:00:20,000 --> 00:00:22,000\nWait.\n";

/// The same scenes in other cues.
pub const VTT: &str = "WEBVTT\n\nNOTE a remark\n\n00:01.000 --> 00:07.000\nارتفع النهر ليلا ولم يسمعه أحد.\n\nintro\n00:08.100 --> 00:10.000 align:start\nأين القارب؟\n\n00:10.100 --> 00:12.000\n<v Ali>ذهب.\n";

/// A chapter with a heading, poetry, a note; another with a bridge of verses.
pub const USFM: &str = "\\id TST made up\n\\h Letter\n\\mt1 The Letter\n\\c 1\n\\s1 Beginning\n\\p\n\\v 1 In spring the river\\f + \\fr 1:1 \\ft Or: stream.\\f* rose.\n\\v 2 It was \\nd high\\nd*,\n\\q1 and \\w wide|lemma=\"wide\"\\w*.\n\\c 2\n\\p\n\\v 1-2 Then it fell.\n";

/// Segments by their ids.
pub const BILARA: &str = "{\n  \"tx1:0.1\": \"Collected Letters\",\n  \"tx1:1.1\": \"So it was heard. \",\n  \"tx1:1.2\": \"\",\n  \"tx1:1.3\": \"At one time.\"\n}\n";

/// Sentences with ids.
pub const TEI: &str = "<TEI><teiHeader><fileDesc><titleStmt><title>A walk</title></titleStmt></fileDesc></teiHeader><text xml:lang=\"en\"><body><head>Morning</head><p id=\"p1\"><s id=\"1.1\">The path was wet.</s> <s id=\"1.2\">We went <hi>on</hi>.</s></p><p><s id=\"2.1\">It dried.</s></p></body></text></TEI>";

/// The other language, its first sentence for two.
pub const TEI_FR: &str = "<text xml:lang=\"fr\"><body><p><s id=\"1\">Le sentier était mouillé, mais on continua.</s></p><p><s id=\"2\">Il sécha.</s></p></body></text>";

/// Which correspond.
pub const LINKS: &str = "<cesAlign><linkGrp fromDoc=\"en/walk.xml.gz\" toDoc=\"fr/walk.xml.gz\">\n<link xtargets=\"1.1 1.2;1\"/>\n<link xtargets=\"2.1;2\"/>\n<link xtargets=\"9.9;\"/>\n</linkGrp></cesAlign>";
