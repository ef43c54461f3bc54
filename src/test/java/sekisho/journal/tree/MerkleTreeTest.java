package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The tree against the figures that other implementations share: the eight leaves of the
/// Certificate Transparency tests, and the proofs (most of them to be rejected) that
/// transparency-dev/merkle publishes for implementers.
class MerkleTreeTest {
    private static final Path VECTORS = Path.of("src/test/resources/merkle");

    private static final List<String> ENTRIES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS =
            List.of(
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static Leaves eight() {
        var leaves = new Leaves();
        ENTRIES.forEach(entry -> leaves.add(HexFormat.of().parseHex(entry)));
        return leaves;
    }

    private static Leaves many(int size) {
        var leaves = new Leaves();
        for (int i = 0; i < size; i++) {
            leaves.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
        }
        return leaves;
    }

    @Test
    void everyRootOfTheEightLeavesIsTheKnownOne() {
        for (int size = 0; size <= 8; size++) {
            assertThat(HexFormat.of().formatHex(MerkleTree.root(eight(), size).bytes()))
                    .isEqualTo(ROOTS.get(size));
        }
    }

    @Test
    void everyLeafIsProvedInEveryTree() {
        Leaves leaves = many(70);
        for (int size = 1; size <= 70; size++) {
            Hash root = MerkleTree.root(leaves, size);
            for (int index = 0; index < size; index++) {
                List<Hash> proof = MerkleTree.inclusion(leaves, index, size);
                assertThat(Proofs.isIncluded(leaves.leaf(index), index, size, proof, root))
                        .isTrue();
                int other = (index + 1) % size;
                assertThat(
                                size > 1
                                        && Proofs.isIncluded(
                                                leaves.leaf(other), index, size, proof, root))
                        .isFalse();
            }
        }
    }

    @Test
    void everyTreeIsProvedToBeTheBeginningOfEveryLaterOne() {
        Leaves leaves = many(70);
        for (int newer = 1; newer <= 70; newer++) {
            Hash newerRoot = MerkleTree.root(leaves, newer);
            for (int older = 1; older <= newer; older++) {
                List<Hash> proof = MerkleTree.consistency(leaves, older, newer);
                Hash olderRoot = MerkleTree.root(leaves, older);
                assertThat(Proofs.isConsistent(older, olderRoot, newer, newerRoot, proof)).isTrue();
                assertThat(Proofs.isConsistent(older, Hash.EMPTY, newer, newerRoot, proof))
                        .isFalse();
            }
        }
    }

    static List<JsonNode> inclusion() throws IOException {
        return vectors("inclusion.ndjson");
    }

    static List<JsonNode> consistency() throws IOException {
        return vectors("consistency.ndjson");
    }

    private static List<JsonNode> vectors(String file) throws IOException {
        var json = new ObjectMapper();
        var vectors = new ArrayList<JsonNode>();
        for (String line : Files.readAllLines(VECTORS.resolve(file))) {
            vectors.add(json.readTree(line));
        }
        return vectors;
    }

    @ParameterizedTest
    @MethodSource
    void inclusion(JsonNode vector) {
        if (vector.get("root").asText().isEmpty() && vector.get("leafHash").asText().isEmpty()) {
            assertThat(vector.get("wantErr").asBoolean()).as("no hash at all").isTrue();
            return;
        }
        boolean included =
                Proofs.isIncluded(
                        hash(vector.get("leafHash")),
                        vector.get("leafIdx").asLong(),
                        vector.get("treeSize").asLong(),
                        hashes(vector.get("proof")),
                        hash(vector.get("root")));
        assertThat(included).as(vector.toString()).isEqualTo(!vector.get("wantErr").asBoolean());
    }

    @ParameterizedTest
    @MethodSource
    void consistency(JsonNode vector) {
        boolean consistent =
                Proofs.isConsistent(
                        vector.get("size1").asLong(),
                        hash(vector.get("root1")),
                        vector.get("size2").asLong(),
                        hash(vector.get("root2")),
                        hashes(vector.get("proof")));
        assertThat(consistent).as(vector.toString()).isEqualTo(!vector.get("wantErr").asBoolean());
    }

    private static List<Hash> hashes(JsonNode array) {
        var hashes = new ArrayList<Hash>();
        array.forEach(one -> hashes.add(hash(one)));
        return hashes;
    }

    /// Some vectors hold garbage of another length: a hash that fits nothing else stands for it.
    private static Hash hash(JsonNode base64) {
        byte[] bytes = Base64.getDecoder().decode(base64.asText());
        return bytes.length == Hash.LENGTH ? Hash.of(bytes) : Hash.leaf(bytes);
    }
}
