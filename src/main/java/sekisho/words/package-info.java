/// Every text that a person reads, in Japanese and English.
///
/// Facts, findings and keys come in; [sekisho.words.Sentence]s leave. Called by the web and by
/// commands that explain something. The texts stand in two catalogues, `messages_ja.properties` and
/// `messages_en.properties`; a test holds them to the same keys and places.
///
/// - [sekisho.words.Names] knows what the plan and the register call things.
/// - [sekisho.words.FactWords] says a fact in one sentence.
/// - [sekisho.words.FindingWords] says why a rule raised a finding.
@NullMarked
package sekisho.words;

import org.jspecify.annotations.NullMarked;
